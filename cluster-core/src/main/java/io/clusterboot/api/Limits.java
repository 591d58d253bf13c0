package io.clusterboot.api;

/**
 * Bounds that every node checks on what it sends and on what it reads.
 */
public final class Limits {

	/** The largest frame, in bytes. */
	public static final int FRAME_BYTES = 1024 * 1024;

	/** The largest Welcome, in bytes: the full state of {@link #MEMBERS} members. */
	public static final int WELCOME_BYTES = 16 * 1024 * 1024;

	/** The most bytes of one node's metadata, keys and values as UTF-8. */
	public static final int METADATA_BYTES = 4 * 1024;

	/** The most roles of a node. */
	public static final int ROLES = 32;

	/** The longest role, in bytes as UTF-8. */
	public static final int ROLE_BYTES = 64;

	/** The most members of a cluster. */
	public static final int MEMBERS = 20_000;

	/** The longest cluster name or application version, in characters. */
	public static final int NAME_LENGTH = 255;

	private Limits() {
	}

	/**
	 * Whether a text stays on its line when it is shown: names of clusters, versions and
	 * roles do, as they end in logs.
	 * @param text the text
	 * @return true if it has no control characters and no line separators
	 */
	public static boolean isPrintable(String text) {
		// for each name in each frame, so without a stream
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
				return false;
			}
		}
		return true;
	}

}
