package io.clusterboot.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A number for each message, in a file that is mapped into memory: what a process wrote
 * there is there even if it is killed at the next instruction.
 */
final class Ledger {

	/** Messages for which there is room. */
	static final int MOST = 16_000_000;

	private final MappedByteBuffer entries;

	private Ledger(MappedByteBuffer entries) {
		this.entries = entries;
	}

	static Ledger open(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			return new Ledger(channel.map(FileChannel.MapMode.READ_WRITE, 0, 4L * MOST));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The entry of a message, 0 at first. */
	int get(int message) {
		return this.entries.getInt(4 * message);
	}

	void set(int message, int entry) {
		this.entries.putInt(4 * message, entry);
	}

	/** Counts a message; by one thread at a time. */
	void count(int message) {
		set(message, get(message) + 1);
	}

}
