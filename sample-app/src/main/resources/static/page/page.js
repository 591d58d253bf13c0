import { Feed } from "./feed.js";
import { EventList, drawDetails, drawTable } from "./panels.js";
import { Quotes } from "./quotes.js";
import { Ring } from "./ring.js";
import { drawTraffic } from "./traffic.js";

const byId = (id) => document.getElementById(id);

let picture = null;
let flows = [];
let chosen = null;
let pinned = false;

const ring = new Ring(byId("nodes"), byId("links"), choose);
const events = new EventList(byId("events"), byId("no-events"));
const stage = document.querySelector(".stage");

/** Adds to what the node sends the few facts that several parts of the page need. */
function prepare({ journal, cluster: raw, events: list }) {
	const unreachable = new Map(raw.unreachable.map((entry) => [entry.member, entry]));
	const suspected = new Map(raw.suspected.map((entry) => [entry.member, entry]));
	const members = raw.members.map((member) => ({
		...member,
		id: `${member.address}#${member.incarnation}`,
		self: member.address === raw.self.address && member.incarnation === raw.self.incarnation,
		leader: member.address === raw.leader,
		evidence: unreachable.get(member.address)?.evidence,
		observedBy: unreachable.get(member.address)?.observedBy ?? [],
		suspectedBy: suspected.get(member.address)?.observedBy ?? [],
	}));
	return { ...raw, members, journal, events: list };
}

function draw() {
	if (!picture) {
		return;
	}
	const { members } = picture;
	const self = members.find((member) => member.self);
	if (!members.some((member) => member.id === chosen)) {
		chosen = null;
		pinned = false;
	}
	const shown = members.find((member) => member.id === chosen) ?? self;
	drawHeader(members);
	ring.draw(picture, shown?.id);
	drawDetails(byId("details-title"), byId("details"), shown, picture);
	drawTable(byId("members").tBodies[0], members, picture, shown?.id);
	events.draw(picture);
	ring.drawTraffic(picture.members, flows);
}

function drawHeader(members) {
	const up = members.filter((member) => member.status === "UP" && member.reachable).length;
	const agreement = members.length === 0 ? "not in a cluster" : picture.agreed ? "agreed" : "not agreed";
	document.title = `${picture.name}: ${up} of ${members.length} up`;
	text("name", picture.name);
	text("identity", `${picture.self.address} · cluster ${picture.clusterId ?? "not yet formed"} · view ${picture.view}`);
	text("agreement", agreement);
	byId("agreement").dataset.state = picture.agreed ? "agreed" : "open";
	text("count", `${up} of ${members.length} up`);
	text("leader", picture.leader ? `♛ ${picture.leader}` : "no leader");
	byId("leader").setAttribute("aria-label", picture.leader ? `leader ${picture.leader}` : "no leader");
	text("centre-number", String(up));
	text("centre-caption", members.length === up ? (up === 1 ? "member up" : "members up") : `of ${members.length} members up`);
	text("centre-agreement", picture.agreed ? "✓ agreed" : agreement);
	stage.dataset.agreed = String(picture.agreed);
	const blocked = byId("blocked");
	blocked.hidden = picture.agreed || picture.blockedBy.length === 0;
	text("blocked", picture.blockedBy.join(" · "));
}

function text(id, content) {
	const target = byId(id);
	if (target.textContent !== content) {
		target.textContent = content;
	}
}

/** Hover and focus look at a member; a click stays with it until it is clicked again. */
function choose(id, pin) {
	if (pin) {
		pinned = !(pinned && chosen === id);
	}
	else if (pinned) {
		return;
	}
	chosen = id;
	draw();
}

function connection(state) {
	const words = { live: "live", lost: "connection lost, trying again" };
	text("connection", words[state]);
	byId("connection").dataset.state = state;
	document.body.toggleAttribute("data-stale", state === "lost");
}

function theme() {
	const root = document.documentElement;
	const stored = localStorage.getItem("theme");
	if (stored) {
		root.dataset.theme = stored;
	}
	byId("theme").addEventListener("click", () => {
		const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
		root.dataset.theme = dark ? "light" : "dark";
		localStorage.setItem("theme", root.dataset.theme);
	});
}

theme();
const feed = new Feed("events", (raw) => {
	picture = prepare(raw);
	draw();
}, (raw) => {
	flows = raw;
	drawTraffic(byId("traffic").tBodies[0], byId("no-traffic"), flows);
	ring.drawTraffic(picture?.members ?? [], flows);
}, connection);
feed.open();
new Quotes(byId("ask"), byId("quote"), byId("served"));
addEventListener("pagehide", () => feed.close());
addEventListener("pageshow", (event) => event.persisted && feed.open());
