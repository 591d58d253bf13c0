package io.clusterboot.sample.process;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * What {@code /actuator/cluster} of one node says.
 *
 * @param json the answer
 */
public record ClusterReport(JsonNode json) {

	public boolean agreed() {
		return this.json.path("agreed").asBoolean();
	}

	public String clusterId() {
		return this.json.path("clusterId").asString("");
	}

	public String leader() {
		return this.json.path("leader").asString("");
	}

	public int size() {
		return this.json.path("members").size();
	}

	/**
	 * Whether there are as many members, all UP and reachable, and all is agreed.
	 * @param size how many members are expected
	 * @return true if so
	 */
	public boolean isWhole(int size) {
		return size() == size && agreed() && this.json.path("members")
			.valueStream()
			.allMatch(
					(member) -> member.path("status").asString().equals("UP") && member.path("reachable").asBoolean());
	}

	/**
	 * A member.
	 * @param address its address
	 * @return the member; empty if there is none
	 */
	public Optional<JsonNode> member(String address) {
		return this.json.path("members")
			.valueStream()
			.filter((member) -> member.path("address").asString().equals(address))
			.reduce((first, second) -> second);
	}

	/**
	 * Why a member cannot be reached.
	 * @param address its address
	 * @return the evidence; empty if it can be reached
	 */
	public Optional<String> evidence(String address) {
		return evidence("unreachable", address);
	}

	/**
	 * Other clusters of the same name.
	 * @return id, contact and size of each
	 */
	public List<String> foreignClusters() {
		return this.json.path("foreignClusters")
			.valueStream()
			.map((cluster) -> cluster.path("clusterId").asString() + " " + cluster.path("contact").asString() + " "
					+ cluster.path("size").asInt())
			.toList();
	}

	/**
	 * What is said of a member without a verdict.
	 * @param address its address
	 * @return the evidence; empty if nobody reports it, or there is a verdict
	 */
	public Optional<String> suspicion(String address) {
		return evidence("suspected", address);
	}

	private Optional<String> evidence(String list, String address) {
		return this.json.path(list)
			.valueStream()
			.filter((entry) -> entry.path("member").asString().equals(address))
			.map((entry) -> entry.path("evidence").asString())
			.findFirst();
	}

	public int unreachable() {
		return this.json.path("unreachable").size();
	}

	public String incarnation(String address) {
		return member(address).map((member) -> member.path("incarnation").asString()).orElse("");
	}

	public String status(String address) {
		return member(address).map((member) -> member.path("status").asString()).orElse("REMOVED");
	}

}
