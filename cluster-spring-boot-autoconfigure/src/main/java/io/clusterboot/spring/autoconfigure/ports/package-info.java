/**
 * What a member says about the ports on which its servers listen.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.ports;

import org.jspecify.annotations.NullMarked;
