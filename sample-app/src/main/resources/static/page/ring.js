/**
 * Draws the members on a ring. Every member is one group that is kept for as long as the
 * member lives, so that a change moves it instead of drawing it anew.
 */

import { rateInWords } from "./traffic.js";

const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 250;
const MOST_LABELS = 28;
const MOST_LINKED = 12;
const MOST_RATES = 6;
const FADE_MILLIS = 2_500;

const WORDS = { JOINING: "JOIN", WEAKLY_UP: "WEAK", UP: "UP", LEAVING: "LEAVE", EXITING: "EXIT", DOWN: "DOWN" };

export class Ring {

	#nodes = new Map();
	#group;
	#links;
	#onChoice;

	constructor(group, links, onChoice) {
		this.#group = group;
		this.#links = links;
		this.#onChoice = onChoice;
	}

	draw(picture, chosen) {
		const { members } = picture;
		const places = placesOf(members.length);
		const live = new Set(members.map((member) => member.id));
		for (const [id, node] of this.#nodes) {
			if (!live.has(id)) {
				this.#nodes.delete(id);
				this.#group.append(node.group);
				fade(node.group);
			}
		}
		let previous = null;
		members.forEach((member, index) => {
			let node = this.#nodes.get(member.id);
			if (!node) {
				node = this.#create(member.id);
				this.#nodes.set(member.id, node);
			}
			this.#update(node, member, places[index], members.length, picture, chosen);
			// Tab order and reading order are the order of the members. What already stands right is left alone:
			// an element that moves loses the keyboard's focus.
			if (!node.group.isConnected || node.group.previousElementSibling !== previous) {
				this.#group.insertBefore(node.group, previous ? previous.nextElementSibling : this.#group.firstElementChild);
			}
			previous = node.group;
		});
		this.#drawLinks(members, places);
	}

	#create(id) {
		const group = element("g", { class: "node", role: "listitem", tabindex: "0" });
		group.dataset.id = id;
		const node = {
			group,
			title: group.appendChild(element("title")),
			halo: group.appendChild(element("circle", { class: "halo" })),
			disc: group.appendChild(element("circle", { class: "disc" })),
			word: group.appendChild(element("text", { class: "word" })),
			crown: group.appendChild(element("path", { class: "crown" })),
			address: group.appendChild(element("text", { class: "address" })),
			roles: group.appendChild(element("text", { class: "roles" })),
			warning: group.appendChild(element("text", { class: "warning" })),
		};
		group.addEventListener("click", () => this.#onChoice(id, true));
		group.addEventListener("focus", () => this.#onChoice(id, false));
		group.addEventListener("pointerenter", () => this.#onChoice(id, false));
		group.addEventListener("keydown", (event) => this.#onKey(event, group));
		return node;
	}

	#onKey(event, group) {
		const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
		if (step) {
			const all = [...this.#group.querySelectorAll(".node:not([data-gone])")];
			all[(all.indexOf(group) + step + all.length) % all.length].focus();
			event.preventDefault();
		}
		else if (event.key === "Enter" || event.key === " ") {
			this.#onChoice(group.dataset.id, true);
			event.preventDefault();
		}
	}

	#update(node, member, place, count, picture, chosen) {
		const radius = discRadius(count);
		const { group } = node;
		group.style.transform = `translate(${place.x}px, ${place.y}px)`;
		group.dataset.status = member.status;
		flag(group, "self", member.self);
		flag(group, "leader", member.leader);
		flag(group, "unreachable", !member.reachable);
		flag(group, "chosen", member.id === chosen);
		const words = inWords(member, picture);
		group.setAttribute("aria-label", words);
		node.title.textContent = words;
		set(node.disc, { r: radius });
		set(node.halo, { r: radius + 8 });
		set(node.word, { "font-size": Math.min(17, radius * 0.44) });
		node.word.textContent = (radius >= 20) ? (WORDS[member.status] ?? member.status) : "";
		set(node.crown, { d: "M-24 -14 L-13 -4 L0 -22 L13 -4 L24 -14 L19 10 L-19 10 Z",
			transform: `translate(0 ${-radius - 16}) scale(${Math.min(1, radius / 30)})` });
		this.#label(node, member, place, radius, count);
	}

	#label(node, member, place, radius, count) {
		const visible = count <= MOST_LABELS;
		const lines = visible
			? [[node.address, shorten(member.address)], [node.roles, member.roles.join(" · ")],
				[node.warning, member.reachable ? "" : member.evidence ? `unreachable: ${member.evidence}` : "unreachable"]]
			: [[node.address, ""], [node.roles, ""], [node.warning, ""]];
		const used = lines.filter(([, text]) => text);
		const side = Math.abs(place.cos) > 0.35;
		const gap = radius + 22;
		const lineHeight = 24;
		let y = 6 - (used.length - 1) * lineHeight / 2;
		if (!side) {
			const above = radius + (member.leader ? 52 : 22);
			y = (place.sin < 0) ? -above - (used.length - 1) * lineHeight : radius + 34;
		}
		for (const [text, content] of lines) {
			text.textContent = content;
			if (content) {
				set(text, { x: side ? Math.sign(place.cos) * gap : 0, y,
					"text-anchor": side ? (place.cos > 0 ? "start" : "end") : "middle" });
				y += lineHeight;
			}
		}
	}

	/**
	 * What goes between two members makes their line broader, the more the broader; where there is room for it, each
	 * end says how many messages a second its member sends.
	 */
	drawTraffic(members, flows) {
		const rates = new Map(flows.map((flow) => [`${flow.from} ${flow.to}`, flow.messagesPerSecond]));
		for (const line of this.#links.querySelectorAll(".link")) {
			const rate = (rates.get(`${line.dataset.from} ${line.dataset.to}`) ?? 0) + (rates.get(`${line.dataset.to} ${line.dataset.from}`) ?? 0);
			flag(line, "busy", rate > 0);
			line.style.strokeWidth = rate > 0 ? `${Math.min(14, 2 + 1.6 * Math.log2(1 + rate))}px` : "";
		}
		for (const text of this.#links.querySelectorAll(".rate")) {
			const rate = rates.get(`${text.dataset.from} ${text.dataset.to}`) ?? 0;
			text.textContent = rate > 0 ? `${rateInWords(rate)}/s` : "";
		}
	}

	#drawLinks(members, places) {
		const key = members.map((member) => member.id + member.reachable).join();
		if (this.#links.dataset.key === key) {
			return;
		}
		this.#links.dataset.key = key;
		this.#links.replaceChildren();
		if (members.length > MOST_LINKED) {
			return;
		}
		for (let i = 0; i < members.length; i++) {
			for (let j = i + 1; j < members.length; j++) {
				const line = element("line", { class: "link", x1: places[i].x, y1: places[i].y, x2: places[j].x, y2: places[j].y });
				line.dataset.from = members[i].address;
				line.dataset.to = members[j].address;
				flag(line, "broken", !(members[i].reachable && members[j].reachable));
				this.#links.append(line);
			}
		}
		if (members.length <= MOST_RATES) {
			members.forEach((from, i) => members.forEach((to, j) => i !== j && this.#links.append(rateText(from, to, places[i], places[j]))));
		}
	}

}

/** Near the sender, on the right of the way to the receiver. */
function rateText(from, to, start, end) {
	const length = Math.hypot(end.x - start.x, end.y - start.y);
	const along = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
	const away = Math.min(110, length * 0.3);
	const right = { x: -along.y, y: along.x };
	const text = element("text", { class: "rate", x: Math.round(start.x + along.x * away + right.x * 18),
		y: Math.round(start.y + along.y * away + right.y * 18),
		"text-anchor": Math.abs(right.x) < 0.3 ? "middle" : right.x > 0 ? "start" : "end" });
	text.dataset.from = from.address;
	text.dataset.to = to.address;
	return text;
}

/** Everything that the drawing says about a member, as a sentence. */
export function inWords(member, picture) {
	const parts = [member.address, member.status.replace("_", " ").toLowerCase()];
	if (member.self) {
		parts.push("this node");
	}
	if (member.leader) {
		parts.push("leader");
	}
	if (!member.reachable) {
		parts.push(`unreachable${member.evidence ? `, ${member.evidence.toLowerCase()}` : ""}`);
	}
	parts.push(member.roles.length ? `roles ${member.roles.join(" and ")}` : "no roles");
	parts.push(member.upNumber ? `up number ${member.upNumber}${picture.oldest === member.address ? ", the oldest" : ""}` : "not yet up");
	parts.push(`incarnation ${member.incarnation}`);
	return parts.join(", ");
}

function placesOf(count) {
	return Array.from({ length: count }, (_, index) => {
		const angle = -Math.PI / 2 + 2 * Math.PI * index / count;
		const cos = Math.cos(angle);
		const sin = Math.sin(angle);
		return { cos, sin, x: Math.round(RADIUS * cos * 10) / 10, y: Math.round(RADIUS * sin * 10) / 10 };
	});
}

function discRadius(count) {
	return Math.max(5, Math.min(42, RADIUS * Math.sin(Math.PI / Math.max(count, 2)) * 0.7));
}

function shorten(address) {
	return (address.length <= 21) ? address : `${address.slice(0, 9)}…${address.slice(-11)}`;
}

function fade(group) {
	group.dataset.gone = "";
	group.removeAttribute("tabindex");
	group.setAttribute("aria-hidden", "true");
	setTimeout(() => group.remove(), FADE_MILLIS);
}

function element(name, attributes = {}) {
	const created = document.createElementNS(SVG, name);
	set(created, attributes);
	return created;
}

function set(target, attributes) {
	for (const [name, value] of Object.entries(attributes)) {
		if (target.getAttribute(name) !== String(value)) {
			target.setAttribute(name, value);
		}
	}
}

function flag(target, name, on) {
	if (on) {
		target.dataset[name] = "";
	}
	else {
		delete target.dataset[name];
	}
}
