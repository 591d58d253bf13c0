/**
 * What goes between members, as a table.
 */

export function drawTraffic(body, hint, flows) {
	hint.hidden = flows.length > 0;
	body.replaceChildren(...flows.map((flow) => {
		const row = document.createElement("tr");
		const head = document.createElement("th");
		head.scope = "row";
		head.append(address(flow.from));
		const to = document.createElement("td");
		to.append(address(flow.to));
		row.append(head, to, number(rateInWords(flow.messagesPerSecond)), number(rateInWords(flow.bytesPerSecond)),
			number(whole(flow.messages)));
		return row;
	}));
}

/** Small rates with one decimal, others whole. */
export function rateInWords(rate) {
	return (rate === 0 || rate >= 10) ? whole(rate) : rate.toFixed(1);
}

function whole(count) {
	return Math.round(count).toLocaleString("en");
}

function address(text) {
	const created = document.createElement("span");
	created.className = "code";
	created.textContent = text;
	return created;
}

function number(text) {
	const created = document.createElement("td");
	created.className = "number";
	created.textContent = text;
	return created;
}
