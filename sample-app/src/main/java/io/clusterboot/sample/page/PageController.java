package io.clusterboot.sample.page;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What the page asks for; the page itself is a static resource.
 */
@RestController
class PageController {

	private final LiveFeed feed;

	PageController(LiveFeed feed) {
		this.feed = feed;
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> events() {
		SseEmitter emitter = this.feed.open();
		if (emitter == null) {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, "5").build();
		}
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(emitter);
	}

}
