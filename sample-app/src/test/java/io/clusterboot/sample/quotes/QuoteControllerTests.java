package io.clusterboot.sample.quotes;

import java.math.BigDecimal;

import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

@WebMvcTest(QuoteController.class)
class QuoteControllerTests {

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private Pricing pricing;

	@Test
	void aQuoteIsJsonOfThreeFields() {
		given(this.pricing.quote("BRK.B")).willReturn(new Quote("BRK.B", new BigDecimal("412.50"), "10.0.0.5:7946"));
		assertThat(this.mvc.get().uri("/quotes/BRK.B")).hasStatusOk()
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON)
			.bodyText()
			.isEqualTo("{\"symbol\":\"BRK.B\",\"price\":412.50,\"servedBy\":\"10.0.0.5:7946\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A C", "-ACME", "ÄCME", "A&B", "123456789012345678901234567890123" })
	void whatIsNoSymbolIsRefusedWithoutAskingAnybody(String symbol) {
		MvcTestResult result = this.mvc.get().uri("/quotes/{symbol}", symbol).exchange();
		assertThat(result).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isEqualTo("""
					{ "type": "urn:clusterboot:sample:no-symbol", "title": "This is no symbol", "status": 400 }""",
					JsonCompareMode.LENIENT);
		assertThat(result).bodyJson().extractingPath("$.detail").asString().startsWith("A symbol has 1 to 32 letters");
		verifyNoInteractions(this.pricing);
	}

	@Test
	void withoutAPricingNodeItIsUnavailableAndSaysWhy() {
		given(this.pricing.quote(anyString())).willThrow(new UndeliveredException(Reason.NO_ROUTEE,
				"router 'Pricing' found no reachable UP member with role 'pricing' within 5000 ms"));
		assertThat(this.mvc.get().uri("/quotes/ACME")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.hasHeader("Retry-After", "1")
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isEqualTo("""
					{ "type": "urn:clusterboot:sample:no-quote", "title": "No member with the role pricing answered",
					  "status": 503, "reason": "NO_ROUTEE",
					  "detail": "router 'Pricing' found no reachable UP member with role 'pricing' within 5000 ms" }""",
					JsonCompareMode.LENIENT);
	}

	@Test
	void aPricingNodeThatFailsIsABadGateway() {
		given(this.pricing.quote(anyString()))
			.willThrow(new HandlerFailedException("IllegalStateException", "out of paper"));
		assertThat(this.mvc.get().uri("/quotes/ACME")).hasStatus(HttpStatus.BAD_GATEWAY).bodyJson().isEqualTo("""
				{ "type": "urn:clusterboot:sample:pricing-failed", "status": 502,
				  "detail": "IllegalStateException: out of paper" }""", JsonCompareMode.LENIENT);
	}

}
