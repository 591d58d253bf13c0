package io.clusterboot.sample.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which share of the packets of one host the network loses, by receiver, as a program of
 * the kernel's classic packet filter. One program for all receivers, so that a change of
 * several takes effect at once.
 */
final class Loss {

	// Where an Ethernet frame has the receiver's IPv4 address, without options before it.
	private static final int RECEIVER = 30;

	// SKF_AD_OFF + SKF_AD_RANDOM of linux/filter.h: a random number.
	private static final long RANDOM = 0xFFFF_F038L;

	private static final int LOAD = 0x20;

	private static final int JUMP_IF_EQUAL = 0x15;

	private static final int JUMP_IF_GREATER = 0x25;

	private static final int RETURN = 0x06;

	// TC_ACT_OK and TC_ACT_SHOT of linux/pkt_cls.h.
	private static final String PASS = instruction(RETURN, 0, 0, 0);

	private static final String DROP = instruction(RETURN, 0, 0, 2);

	private final SortedMap<Long, Double> rates = new TreeMap<>();

	/**
	 * Sets the share that gets lost on the way to a host.
	 * @param to the host
	 * @param rate from 0, nothing, to 1, everything
	 */
	void set(Host to, double rate) {
		if (rate < 0 || rate > 1) {
			throw new IllegalArgumentException("rate must be from 0 to 1: " + rate);
		}
		this.rates.put(to.number(), rate);
	}

	void clear() {
		this.rates.clear();
	}

	/**
	 * The program, as {@code tc filter ... bpf bytecode} takes it: returns 2 for a packet
	 * that is to be dropped, else 0.
	 * @return its number of instructions and the instructions
	 */
	String program() {
		List<String> program = new ArrayList<>();
		for (Map.Entry<Long, Double> receiver : this.rates.entrySet()) {
			program.add(instruction(LOAD, 0, 0, RECEIVER));
			program.add(instruction(JUMP_IF_EQUAL, 0, 4, receiver.getKey()));
			program.add(instruction(LOAD, 0, 0, RANDOM));
			// With a rate of 1, one packet in 2^32 passes.
			program.add(instruction(JUMP_IF_GREATER, 0, 1, Math.round((1 - receiver.getValue()) * 0xFFFF_FFFFL)));
			program.add(DROP);
			program.add(PASS);
		}
		program.add(PASS);
		return program.size() + "," + String.join(",", program);
	}

	private static String instruction(int code, int ifTrue, int ifFalse, long operand) {
		return code + " " + ifTrue + " " + ifFalse + " " + operand;
	}

}
