/**
 * Messages between members: tell, ask, handlers and codecs.
 */
@NullMarked
package io.clusterboot.messaging;

import org.jspecify.annotations.NullMarked;
