package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When node 1 probes those whom it observes.
 */
class ProbesTests {

	private static final List<NodeId> SUBJECTS = Some.nodes(2, 3, 4, 5);

	private final List<Output> outputs = new ArrayList<>();

	private final Membership membership = SomeMembership.of(this.outputs::add);

	private final Links links = new Links(this.membership, 1);

	@Test
	void allSubjectsAreProbedInOneBeatWheneverTheyCame() {
		this.membership.update(Some.up(5).live());
		Observer observer = new Observer(this.membership, this.links, 0);
		SUBJECTS.forEach((peer) -> {
			this.links.dial(peer, 0, 0);
			this.links.opened(this.links.to(peer));
		});
		Map<Long, Integer> probes = new TreeMap<>();
		long now = 0;
		while (now < 12_000) {
			observer.observe(Set.copyOf(SUBJECTS.subList(0, (int) Math.min(4, 1 + now / 300))), (id) -> false, now);
			this.outputs.clear();
			observer.awake(now, now);
			observer.tick(now);
			int sent = (int) this.outputs.stream()
				.filter((output) -> output instanceof Output.Send send && send.frame() instanceof Frame.Probe)
				.count();
			if (sent > 0 && now > 2000) {
				probes.put(now, sent);
			}
			long time = now;
			SUBJECTS.forEach((peer) -> observer.heard(peer, time));
			now = Math.max(now + 1, Math.min(observer.deadline(), now + 50));
		}
		assertThat(probes.values()).containsOnly(4);
		assertThat(probes).hasSizeBetween(8, 12);
		List<Long> times = List.copyOf(probes.keySet());
		for (int i = 1; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 1)).isBetween(900L, 1101L);
		}
	}

}
