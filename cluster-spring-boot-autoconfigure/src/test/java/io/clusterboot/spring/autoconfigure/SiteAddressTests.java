package io.clusterboot.spring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SiteAddress}.
 */
class SiteAddressTests {

	@Test
	void theFirstPrivateAddressWins() throws UnknownHostException {
		assertThat(best("fd00::5", "203.0.113.7", "10.0.0.5", "192.168.0.5")).isEqualTo("10.0.0.5");
	}

	@Test
	void aPublicAddressIsBetterThanNone() throws UnknownHostException {
		assertThat(best("fd00::5", "203.0.113.7")).isEqualTo("203.0.113.7");
	}

	@Test
	void anIpv6AddressIsBetterThanNone() throws UnknownHostException {
		assertThat(best("::1", "fe80::1", "fd00::5")).isEqualTo("fd00:0:0:0:0:0:0:5");
	}

	@Test
	void loopbackAndLinkLocalAddressesAreNoCandidates() throws UnknownHostException {
		assertThat(best("127.0.0.1", "169.254.3.4", "::1", "fe80::1")).isNull();
	}

	private static String best(String... literals) throws UnknownHostException {
		List<InetAddress> addresses = new ArrayList<>();
		for (String literal : literals) {
			addresses.add(InetAddress.getByName(literal));
		}
		return SiteAddress.best(addresses);
	}

}
