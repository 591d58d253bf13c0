package io.clusterboot.lighthouse;

import java.util.List;
import java.util.Map;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

class AgreementWatchTests {

	private final Cluster cluster = Mockito.mock();

	private final OperatorLog log = Mockito.mock();

	private final AgreementWatch watch = new AgreementWatch(this.cluster, this.log);

	@Test
	void aChangeUnderWayIsNotReported() {
		look(false, AgreementWatch.PATIENCE - 1);
		look(true, 1);
		look(false, AgreementWatch.PATIENCE - 1);
		then(this.log).should(never()).disagreement(any());
		then(this.log).should(never()).agreement(any());
	}

	@Test
	void lastingTroubleIsReportedNowAndThenAndSoIsItsEnd() {
		look(false, AgreementWatch.PATIENCE);
		then(this.log).should(times(1)).disagreement(any());
		look(false, AgreementWatch.REPEAT - 1);
		then(this.log).should(times(1)).disagreement(any());
		look(false, 1);
		then(this.log).should(times(2)).disagreement(any());
		look(true, 2);
		then(this.log).should(times(1)).agreement(any());
	}

	private void look(boolean agreed, int looks) {
		NodeId self = new NodeId(NodeAddress.parse("10.0.0.5:7946"), 1);
		given(this.cluster.state()).willReturn(new ClusterState("shop", new ClusterId(1, 2), 1, agreed,
				List.of("10.0.0.6:7946 is unreachable"), self, List.of(), List.of(), List.of(), null, null, Map.of()));
		for (int i = 0; i < looks; i++) {
			this.watch.look();
		}
	}

}
