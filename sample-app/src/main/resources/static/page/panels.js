/**
 * The parts of the page that are words: the details of a member, the last events and the
 * table.
 */

const STATUS_OF_EVENT = {
	MEMBER_JOINED: "JOINING", MEMBER_WEAKLY_UP: "WEAKLY_UP", MEMBER_UP: "UP", MEMBER_LEFT: "LEAVING",
	MEMBER_EXITED: "EXITING", MEMBER_DOWNED: "DOWN", MEMBER_REMOVED: "REMOVED", MEMBER_UNREACHABLE: "DOWN",
	MEMBER_REACHABLE: "UP", FOREIGN_CLUSTER_DETECTED: "DOWN", DOWNING_DECIDED: "DOWN", CLUSTER_SHUTTING_DOWN: "LEAVING",
};

const MOST_EVENTS = 100;

export function drawDetails(title, list, member, picture) {
	const key = JSON.stringify([member, picture.oldest, picture.roleLeaders, picture.self]);
	if (list.dataset.key === key) {
		return;
	}
	list.dataset.key = key;
	if (!member) {
		title.textContent = "This node";
		list.replaceChildren(...entry("Status", "not a member of a cluster"), ...entry("Address", code(picture.self.address)));
		return;
	}
	title.textContent = member.self ? "This node" : "Member";
	const rows = [
		...entry("Address", code(member.address)),
		...entry("Status", pill(member.status)),
		...entry("Reachable", reachability(member)),
		...entry("Position", positions(member, picture)),
		...entry("Roles", ...roles(member, picture)),
		...entry("Age", age(member, picture)),
		...entry("Incarnation", code(member.incarnation)),
	];
	if (member.appVersion) {
		rows.push(...entry("Version", member.appVersion));
	}
	for (const [key, value] of Object.entries(member.metadata)) {
		rows.push(...entry(key, key === "http-port" ? pageLink(member, value) : value));
	}
	list.replaceChildren(...rows);
}

export function drawTable(body, members, picture, chosen) {
	body.replaceChildren(...members.map((member) => {
		const row = document.createElement("tr");
		if (member.id === chosen) {
			row.dataset.chosen = "";
		}
		const head = document.createElement("th");
		head.scope = "row";
		head.append(code(member.address));
		row.append(head, cell(pill(member.status)), cell(reachability(member)), cell(positions(member, picture)),
			cell(...roles(member, picture)), cell(age(member, picture)), cell(code(member.incarnation)));
		return row;
	}));
}

/** The newest event stands first; what is already shown stays, so that it is announced once. */
export class EventList {

	#list;
	#hint;
	#node = "";
	#last = 0;

	constructor(list, hint) {
		this.#list = list;
		this.#hint = hint;
	}

	draw(picture) {
		if (picture.journal !== this.#node) {
			this.#node = picture.journal;
			this.#last = 0;
			this.#list.replaceChildren();
		}
		const first = this.#last === 0;
		for (const event of picture.events) {
			if (event.sequence > this.#last) {
				this.#last = event.sequence;
				this.#list.prepend(item(event, !first));
			}
		}
		while (this.#list.children.length > MOST_EVENTS) {
			this.#list.lastElementChild.remove();
		}
		this.#hint.hidden = this.#list.children.length > 0;
	}

}

function item(event, isNew) {
	const line = document.createElement("li");
	line.dataset.type = event.type;
	if (STATUS_OF_EVENT[event.type]) {
		line.dataset.status = STATUS_OF_EVENT[event.type];
	}
	if (isNew) {
		line.dataset.new = "";
	}
	const time = document.createElement("time");
	time.dateTime = event.time;
	time.textContent = new Date(event.time).toLocaleTimeString([], { hour12: false }) + "." + event.time.replace(/.*\.(\d{3}).*|.*/, "$1").padEnd(3, "0");
	const dot = span("dot", "");
	dot.setAttribute("aria-hidden", "true");
	line.append(time, dot, span("text", event.text));
	return line;
}

function entry(name, ...content) {
	const term = document.createElement("dt");
	term.textContent = name;
	const description = document.createElement("dd");
	description.append(...content);
	return [term, description];
}

function cell(...content) {
	const created = document.createElement("td");
	created.append(...content);
	return created;
}

function span(className, text) {
	const created = document.createElement("span");
	created.className = className;
	created.textContent = text;
	return created;
}

function code(text) {
	return span("code", text);
}

function pill(status) {
	const created = span("pill", status.replace("_", " "));
	created.dataset.status = status;
	return created;
}

function reachability(member) {
	if (member.reachable) {
		return member.suspectedBy.length ? `yes, but not from ${member.suspectedBy.join(", ")}` : "yes";
	}
	const why = member.evidence ? `no, ${member.evidence}` : "no";
	return span("bad", member.observedBy.length ? `${why}, says ${member.observedBy.join(", ")}` : why);
}

function positions(member, picture) {
	const names = [];
	if (member.self) {
		names.push("this node");
	}
	if (member.leader) {
		names.push("leader");
	}
	if (picture.oldest === member.address) {
		names.push("oldest");
	}
	return names.join(", ") || "–";
}

function roles(member, picture) {
	if (!member.roles.length) {
		return ["–"];
	}
	return member.roles.map((role) => span("role", picture.roleLeaders[role] === member.address ? `${role} (leads)` : role));
}

function age(member, picture) {
	if (!member.upNumber) {
		return "not yet up";
	}
	return `up number ${member.upNumber}${picture.oldest === member.address ? " (oldest)" : ""}`;
}

function pageLink(member, port) {
	if (!/^[1-9]\d{0,4}$/.test(port)) {
		return port;
	}
	const link = document.createElement("a");
	link.href = `http://${member.address.replace(/:\d+$/, "")}:${port}/`;
	link.textContent = `${port}, its page`;
	return link;
}
