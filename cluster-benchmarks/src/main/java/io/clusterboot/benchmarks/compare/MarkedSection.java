package io.clusterboot.benchmarks.compare;

/**
 * The part of a document that is written by this program; all else in it is written by
 * hand and stays.
 */
final class MarkedSection {

	private static final String BEGIN = "<!-- compare:begin -->\n";

	private static final String END = "<!-- compare:end -->\n";

	private MarkedSection() {
	}

	/**
	 * Puts a new section in place of the old one, or at the end if there is none.
	 * @param document the document
	 * @param section the section
	 * @return the new document
	 * @throws IllegalArgumentException if only one of the two comments around the section
	 * is there, or they are in the wrong order
	 */
	static String replace(String document, String section) {
		int begin = document.indexOf(BEGIN);
		int end = document.indexOf(END);
		if (begin < 0 && end < 0) {
			return document + "\n## Membership, side by side\n\n" + BEGIN + section + END;
		}
		if (begin < 0 || end < begin) {
			throw new IllegalArgumentException("The comments around the section are not a pair");
		}
		return document.substring(0, begin + BEGIN.length()) + section + document.substring(end);
	}

}
