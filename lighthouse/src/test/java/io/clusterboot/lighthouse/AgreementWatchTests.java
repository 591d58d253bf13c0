package io.clusterboot.lighthouse;

import java.util.List;
import java.util.Map;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@ExtendWith(OutputCaptureExtension.class)
class AgreementWatchTests {

	private final Cluster cluster = Mockito.mock();

	private final AgreementWatch watch = new AgreementWatch(this.cluster);

	@Test
	void aChangeUnderWayIsNotReported(CapturedOutput output) {
		look(false, AgreementWatch.PATIENCE - 1);
		look(true, 1);
		look(false, AgreementWatch.PATIENCE - 1);
		assertThat(output.getAll()).doesNotContain("greement");
	}

	@Test
	void lastingTroubleIsReportedNowAndThenAndSoIsItsEnd(CapturedOutput output) {
		look(false, AgreementWatch.PATIENCE);
		assertThat(output.getAll()).containsOnlyOnce("No agreement for long: 10.0.0.6:7946 is unreachable");
		look(false, AgreementWatch.REPEAT - 1);
		assertThat(output.getAll()).containsOnlyOnce("No agreement");
		look(false, 1);
		assertThat(output.getAll().lines().filter((line) -> line.contains("No agreement"))).hasSize(2);
		look(true, 2);
		assertThat(output.getAll()).containsOnlyOnce("Agreement again");
	}

	private void look(boolean agreed, int looks) {
		NodeId self = new NodeId(NodeAddress.parse("10.0.0.5:7946"), 1);
		given(this.cluster.state()).willReturn(
				new ClusterState("shop", new ClusterId(1, 2), 1, agreed, List.of("10.0.0.6:7946 is unreachable"), self,
						List.of(), List.of(), List.of(), null, null, Map.of(), List.of()));
		for (int i = 0; i < looks; i++) {
			this.watch.look();
		}
	}

}
