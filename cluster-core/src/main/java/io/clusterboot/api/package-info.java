/**
 * What a user of the cluster names: the facade, immutable snapshots, events and settings.
 */
@NullMarked
package io.clusterboot.api;

import org.jspecify.annotations.NullMarked;
