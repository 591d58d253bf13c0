/**
 * How many messages go from member to member: each member knows its own part, and is
 * asked for it with a message.
 */
@NullMarked
package io.clusterboot.sample.traffic;

import org.jspecify.annotations.NullMarked;
