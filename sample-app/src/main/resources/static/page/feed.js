/**
 * The stream of pictures, and of what goes between members, from this node. It comes back by itself: after an error that the
 * browser gives up on, and when nothing, not even a heartbeat, was heard for too long.
 */

const SILENCE_MILLIS = 12_000;
const FIRST_RETRY_MILLIS = 500;
const LAST_RETRY_MILLIS = 8_000;

export class Feed {

	#url;
	#onPicture;
	#onTraffic;
	#onConnection;
	#source = null;
	#silence = 0;
	#retry = 0;
	#delay = FIRST_RETRY_MILLIS;

	constructor(url, onPicture, onTraffic, onConnection) {
		this.#url = url;
		this.#onPicture = onPicture;
		this.#onTraffic = onTraffic;
		this.#onConnection = onConnection;
	}

	open() {
		this.close();
		const source = new EventSource(this.#url);
		this.#source = source;
		source.addEventListener("picture", (event) => {
			this.#heard();
			this.#onPicture(JSON.parse(event.data));
		});
		source.addEventListener("traffic", (event) => {
			this.#heard();
			this.#onTraffic(JSON.parse(event.data));
		});
		source.addEventListener("heartbeat", () => this.#heard());
		source.addEventListener("error", () => this.#lost());
		this.#watch();
	}

	close() {
		clearTimeout(this.#silence);
		clearTimeout(this.#retry);
		this.#source?.close();
		this.#source = null;
	}

	#heard() {
		this.#delay = FIRST_RETRY_MILLIS;
		this.#onConnection("live");
		this.#watch();
	}

	#watch() {
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => this.#lost(), SILENCE_MILLIS);
	}

	#lost() {
		this.close();
		this.#onConnection("lost");
		this.#retry = setTimeout(() => this.open(), this.#delay * (0.75 + Math.random() / 2));
		this.#delay = Math.min(this.#delay * 2, LAST_RETRY_MILLIS);
	}

}
