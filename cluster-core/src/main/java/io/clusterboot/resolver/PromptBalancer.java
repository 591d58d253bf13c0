package io.clusterboot.resolver;

import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import io.grpc.util.ForwardingLoadBalancerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Balances as another policy does while there are addresses, and fails calls as soon as
 * there are none. Used in a channel's synchronization context alone.
 */
final class PromptBalancer extends LoadBalancer {

	private final Helper helper;

	private final Factory policy;

	private @Nullable Turn turn;

	PromptBalancer(Helper helper, Factory policy) {
		this.helper = helper;
		this.policy = policy;
	}

	@Override
	public Status acceptResolvedAddresses(ResolvedAddresses addresses) {
		if (this.turn == null) {
			this.turn = new Turn(this.helper, this.policy);
		}
		return this.turn.balancer.acceptResolvedAddresses(addresses);
	}

	@Override
	public void handleNameResolutionError(Status error) {
		end();
		this.helper.updateBalancingState(ConnectivityState.TRANSIENT_FAILURE,
				new FixedResultPicker(PickResult.withError(error)));
	}

	@Override
	public void requestConnection() {
		if (this.turn != null) {
			this.turn.balancer.requestConnection();
		}
	}

	@Override
	public void shutdown() {
		end();
	}

	/** Calls under way go on: connections close when their last one ended. */
	private void end() {
		if (this.turn != null) {
			this.turn.over = true;
			this.turn.balancer.shutdown();
			this.turn = null;
		}
	}

	/**
	 * From the first address to the last: what comes later from its policy is ignored.
	 */
	private static final class Turn extends ForwardingLoadBalancerHelper {

		private final Helper helper;

		private final LoadBalancer balancer;

		private boolean over;

		private Turn(Helper helper, Factory policy) {
			this.helper = helper;
			this.balancer = policy.newLoadBalancer(this);
		}

		@Override
		protected Helper delegate() {
			return this.helper;
		}

		@Override
		public void updateBalancingState(ConnectivityState state, SubchannelPicker picker) {
			if (!this.over) {
				super.updateBalancingState(state, picker);
			}
		}

	}

}
