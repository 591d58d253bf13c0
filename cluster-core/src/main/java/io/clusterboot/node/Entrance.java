package io.clusterboot.node;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Bootstrap;
import io.clusterboot.joining.Greeting;
import io.clusterboot.joining.Past;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.joining.Step;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;

/**
 * A node that is not a member yet: carries out what the bootstrap wants and answers
 * others that start as well. Times are monotonic ms.
 */
final class Entrance {

	/** How long nobody wonders why a node is not a member yet. */
	private static final long FIRST_REPORT = 5000;

	private static final long REPORT_AGAIN = 30_000;

	/** Why a node is refused that only asks a little too early, or too late. */
	private static final Set<Rejection> PASSING = EnumSet.of(Rejection.NOT_A_MEMBER_YET, Rejection.SHUTTING_DOWN,
			Rejection.WRONG_INCARNATION);

	private final ClusterSettings settings;

	private final RandomGenerator random;

	private final Consumer<Output> output;

	private final Calls calls;

	private final Bootstrap bootstrap;

	private final Admission admission;

	private final Door door;

	private final Candidate candidate;

	private boolean done;

	private long startedAt;

	private long reportAt = Long.MAX_VALUE;

	Entrance(ClusterSettings settings, NodeId self, Past past, RandomGenerator random, Consumer<Output> output,
			Calls calls, Door door) {
		this.settings = settings;
		this.candidate = new Candidate(self, random);
		this.random = random;
		this.output = output;
		this.calls = calls;
		this.bootstrap = new Bootstrap(settings.join(), past.contacts(), self.address(), !past.removed(), random);
		this.admission = new Admission(settings);
		this.door = door;
	}

	NodeId self() {
		return this.candidate.self();
	}

	void start(long now) {
		this.startedAt = now;
		this.reportAt = now + FIRST_REPORT;
		perform(this.bootstrap.start(now), now);
	}

	void tick(long now) {
		perform(this.bootstrap.tick(now), now);
		if (!this.done && now >= this.reportAt) {
			this.reportAt = now + REPORT_AGAIN;
			report(now);
		}
	}

	/** Who waits in silence looks broken; who says what for can be helped. */
	private void report(long now) {
		String role = this.settings.join().seedNodes().contains(self().address()) ? ""
				: "; this node is none of the seed nodes, so it waits for one";
		this.output.accept(new Output.Notice(Output.Severity.WARN, "waiting", "Not in a cluster after "
				+ (now - this.startedAt) / 1000 + " s: " + String.join("; ", blockedBy()) + role));
	}

	long deadline() {
		return this.done ? Long.MAX_VALUE : Math.min(this.bootstrap.deadline(), this.reportAt);
	}

	List<String> blockedBy() {
		return this.bootstrap.blockedBy();
	}

	/** Answers a node that found this one before it is a member. */
	Response answer(Request request, long now) {
		Response.Rejected refused = this.admission.check(request.from());
		if (refused != null) {
			return refused;
		}
		if (request instanceof Request.Join) {
			return Admission.rejected(Rejection.NOT_A_MEMBER_YET, self().address() + " is not in a cluster yet");
		}
		if (request instanceof Request.Claim claim) {
			List<Step> steps = new ArrayList<>();
			Response response = this.bootstrap.claimed(claim.from().self(), now, steps);
			perform(steps, now);
			boolean own = response instanceof Response.Held held && held.holder().address().equals(self().address());
			// the bootstrap knows no more than the own address
			return own ? new Response.Held(self()) : response;
		}
		if (request instanceof Request.Release release) {
			this.bootstrap.released(release.from().self());
		}
		return new Response.Starting(self());
	}

	private void perform(List<Step> steps, long now) {
		for (Step step : steps) {
			if (this.done) {
				return;
			}
			perform(step, now);
		}
	}

	private void perform(Step step, long now) {
		if (step instanceof Step.Query query) {
			ask(query.seed(), new Request.SeedQuery(greeting()));
		}
		else if (step instanceof Step.Claim claim) {
			ask(claim.seed(), new Request.Claim(greeting()));
		}
		else if (step instanceof Step.Release release) {
			ask(release.seed(), new Request.Release(greeting()));
		}
		else if (step instanceof Step.JoinAt join) {
			join(join.contact(), now);
		}
		else if (step instanceof Step.Form) {
			form(now);
		}
		else if (step instanceof Step.GiveUp giveUp) {
			this.done = true;
			this.door.closed(giveUp.reason());
		}
	}

	private Greeting greeting() {
		return Admission.greeting(this.settings, self());
	}

	private void ask(NodeAddress seed, Request request) {
		boolean release = request instanceof Request.Release;
		this.calls.call(seed, request, Bootstrap.CALL_TIMEOUT, new Calls.Caller() {

			@Override
			public void answered(Response response, long now) {
				if (response instanceof Response.Rejected rejected) {
					warn(seed, rejected);
				}
				if (response instanceof Response.Clustered clustered) {
					Entrance.this.candidate.met(seed, clustered);
				}
				if (!release) {
					perform(Entrance.this.bootstrap.answered(seed, response, now), now);
				}
			}

			@Override
			public void failed(String detail, long now) {
				if (!release) {
					perform(Entrance.this.bootstrap.failed(seed, detail, now), now);
				}
			}

		});
	}

	private void join(NodeAddress contact, long now) {
		Candidate.Host host = this.candidate.ask(contact, now);
		Request join = new Request.Join(greeting(), host.clusterId(), host.id(), this.settings.roles(),
				this.settings.appVersion(), this.settings.metadata());
		this.calls.call(contact, join, 2 * Bootstrap.CALL_TIMEOUT, new Calls.Caller() {

			@Override
			public void answered(Response response, long now) {
				joinAnswered(contact, response, now);
			}

			@Override
			public void failed(String detail, long now) {
				perform(Entrance.this.bootstrap.joinFailed(contact, detail, now), now);
			}

		});
	}

	private void joinAnswered(NodeAddress contact, Response response, long now) {
		if (this.done) {
			return;
		}
		if (response instanceof Response.Welcome welcome) {
			if (welcome.state().members().stream().noneMatch((record) -> record.id().equals(self()))) {
				// the late answer to a life that this node did not go on with
				return;
			}
			this.done = true;
			this.door.open(welcome.clusterId(), welcome.state(), now);
		}
		else if (response instanceof Response.Rejected rejected) {
			if (rejected.reason() == Rejection.STALE_INCARNATION && rejected.floor() >= self().incarnation()
					&& rejected.floor() < Long.MAX_VALUE) {
				this.candidate.exceed(rejected.floor(), now);
				join(contact, now);
				return;
			}
			warn(contact, rejected);
			perform(this.bootstrap.joinFailed(contact, rejected.message(), now), now);
		}
		else {
			perform(this.bootstrap.joinFailed(contact, "unexpected answer", now), now);
		}
	}

	private void warn(NodeAddress from, Response.Rejected rejected) {
		boolean passing = PASSING.contains(rejected.reason());
		this.output.accept(new Output.Notice(passing ? Output.Severity.DEBUG : Output.Severity.WARN, "refused",
				"Seed node " + from + " refuses this node: " + rejected.message()));
	}

	private void form(long now) {
		this.candidate.renew();
		this.done = true;
		ClusterId clusterId = new ClusterId(this.random.nextLong(), this.random.nextLong());
		MemberRecord own = MemberRecord.of(self(), MemberStatus.JOINING, 0, this.settings.roles(),
				this.settings.appVersion());
		Delta state = new Delta(List.of(own), List.of(), 0, List.of(),
				List.of(NodeData.of(self(), 1, this.settings.metadata())));
		this.door.open(clusterId, state, now);
	}

	/** Leads from outside to inside. */
	interface Door {

		/**
		 * This node formed or joined a cluster.
		 * @param clusterId which one
		 * @param state its state, this node included
		 * @param now monotonic ms
		 */
		void open(ClusterId clusterId, Delta state, long now);

		/**
		 * This node gives up.
		 * @param reason why, in words
		 */
		void closed(String reason);

	}

}
