package io.clusterboot.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;

/**
 * Two nodes that reconcile, and all records that they sent each other.
 */
class Conversation {

	Tables one;

	Tables other;

	final List<Delta> sent = new ArrayList<>();

	Conversation(Tables one, Tables other) {
		this.one = one;
		this.other = other;
	}

	/** Two nodes of which either missed some of the changes in a cluster. */
	static Conversation random(int size, int changes, Random random) {
		Writers writers = new Writers(size, random);
		Tables all = Writers.established(size);
		Conversation conversation = new Conversation(all, all);
		int missed = random.nextInt(101);
		for (int i = 0; i < changes; i++) {
			Tables.Merge change = writers.write(all);
			all = change.tables();
			Delta news = Writers.news(change);
			if (random.nextInt(100) >= missed) {
				conversation.one = conversation.one.merge(news).tables();
			}
			if (random.nextInt(100) >= missed) {
				conversation.other = conversation.other.merge(news).tables();
			}
		}
		return conversation;
	}

	boolean isSettled() {
		return this.one.digest().equals(this.other.digest());
	}

	/** Of how many nodes the two have different pictures. */
	int differences() {
		Set<NodeId> ids = new TreeSet<>();
		this.one.members().live().stream().map(MemberRecord::id).forEach(ids::add);
		this.other.members().live().stream().map(MemberRecord::id).forEach(ids::add);
		ids.removeIf((id) -> this.one.about(id).equals(this.other.about(id)));
		return ids.size();
	}

	/** Each of the two starts a reconciliation. */
	void exchange() {
		reconcile();
		turn();
		reconcile();
		turn();
	}

	private void turn() {
		Tables first = this.one;
		this.one = this.other;
		this.other = first;
	}

	/** The first of the two starts a reconciliation. */
	void reconcile() {
		int members = this.one.members().size();
		if (members <= Reconciliation.SMALL) {
			Delta everything = this.one.everything();
			tell(everything, Reconciliation.missingFrom(this.other, everything));
			return;
		}
		List<Fingerprint> sums = Reconciliation.sums(this.one, Reconciliation.bucketCount(members));
		List<Integer> differing = Reconciliation.differing(this.other, sums);
		Map<Long, Fingerprint> hashes = Reconciliation.hashes(this.other, sums.size(), differing);
		Reconciliation.Exchange exchange = Reconciliation.exchange(this.one, sums.size(), differing, hashes);
		Delta answer = exchange.wanted().isEmpty() ? Delta.EMPTY
				: Reconciliation.records(this.other, exchange.wanted());
		tell(exchange.delta(), answer);
	}

	private void tell(Delta delta, Delta answer) {
		this.sent.add(delta);
		this.sent.add(answer);
		this.other = this.other.merge(delta).tables();
		this.one = this.one.merge(answer).tables();
	}

}
