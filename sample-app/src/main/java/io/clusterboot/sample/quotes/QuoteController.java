package io.clusterboot.sample.quotes;

import java.net.URI;
import java.util.regex.Pattern;

import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.UndeliveredException;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Quotes over HTTP. Any node may be asked; it need not know prices itself.
 */
@RestController
class QuoteController {

	private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

	private final Pricing pricing;

	QuoteController(Pricing pricing) {
		this.pricing = pricing;
	}

	@GetMapping("/quotes/{symbol}")
	ResponseEntity<Quote> quote(@PathVariable String symbol) {
		if (!SYMBOL.matcher(symbol).matches()) {
			throw new NoSymbolException();
		}
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(this.pricing.quote(symbol));
	}

	@ExceptionHandler
	ProblemDetail handle(NoSymbolException ex) {
		return problem(HttpStatus.BAD_REQUEST, "no-symbol", "This is no symbol",
				"A symbol has 1 to 32 letters, digits, dots, dashes and underscores, and begins with a letter or"
						+ " digit, as ACME does");
	}

	/** No member answered: maybe soon one will. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(UndeliveredException ex) {
		ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "no-quote",
				"No member with the role pricing answered", String.valueOf(ex.getMessage()));
		problem.setProperty("reason", ex.reason());
		return ResponseEntity.of(problem).header(HttpHeaders.RETRY_AFTER, "1").build();
	}

	@ExceptionHandler
	ProblemDetail handle(HandlerFailedException ex) {
		return problem(HttpStatus.BAD_GATEWAY, "pricing-failed", "The member with the role pricing failed",
				ex.failureType() + ": " + ex.getMessage());
	}

	private static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setType(URI.create("urn:clusterboot:sample:" + type));
		problem.setTitle(title);
		return problem;
	}

	/** What was asked for is no symbol. */
	private static final class NoSymbolException extends RuntimeException {

		private NoSymbolException() {
			super("no symbol");
		}

	}

}
