/**
 * Asks for quotes: one when it is told to, or many steadily, of symbols that the members
 * share among them.
 */

const STEADY_MILLIS = 50;
const MOST_WAITING = 8;
const SYMBOLS = ["ACME", "APERTURE", "BLUTH", "CYBERDYNE", "DUFF", "GLOBEX", "GRINGOTTS", "HOOLI", "INITECH", "MONARCH", "OSCORP",
	"PIEDPIPER", "SIRIUS", "SOYLENT", "STARK", "TYRELL", "UMBRELLA", "VANDELAY", "WAYNE", "WONKA"];

export class Quotes {

	#output;
	#list;
	#served = new Map();
	#waiting = 0;
	#next = 0;
	#timer = 0;

	constructor(form, output, list) {
		this.#output = output;
		this.#list = list;
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.#one(form.elements.symbol.value);
		});
		form.elements.steady.addEventListener("change", (event) => {
			clearInterval(this.#timer);
			if (event.target.checked) {
				this.#timer = setInterval(() => this.#another(), STEADY_MILLIS);
			}
		});
	}

	async #one(symbol) {
		const answer = await this.#ask(symbol);
		this.#say(answer.failure ?? `${answer.symbol} costs ${answer.price.toFixed(2)}, says ${answer.servedBy}.`, Boolean(answer.failure));
	}

	/** While members do not answer, no more than a few wait for them. */
	async #another() {
		if (this.#waiting >= MOST_WAITING) {
			return;
		}
		const answer = await this.#ask(SYMBOLS[this.#next++ % SYMBOLS.length]);
		if (answer.failure) {
			this.#say(answer.failure, true);
		}
	}

	async #ask(symbol) {
		this.#waiting++;
		try {
			const response = await fetch(`quotes/${encodeURIComponent(symbol)}`);
			const answer = await response.json();
			if (!response.ok) {
				return { failure: `${answer.title}: ${answer.detail}` };
			}
			this.#count(answer.servedBy);
			return answer;
		}
		catch (error) {
			return { failure: `This node does not answer: ${error.message}` };
		}
		finally {
			this.#waiting--;
		}
	}

	#count(member) {
		this.#served.set(member, (this.#served.get(member) ?? 0) + 1);
		this.#list.replaceChildren(...[...this.#served.entries()].sort().map(([address, count]) => {
			const line = document.createElement("li");
			const name = document.createElement("span");
			name.className = "code";
			name.textContent = address;
			line.append(name, count === 1 ? "1 quote" : `${count.toLocaleString("en")} quotes`);
			return line;
		}));
	}

	/** The same words again are no news. */
	#say(text, failed) {
		this.#output.toggleAttribute("data-failed", failed);
		if (this.#output.textContent !== text) {
			this.#output.textContent = text;
		}
	}

}
