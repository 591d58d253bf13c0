/**
 * What a member says about its web server.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
