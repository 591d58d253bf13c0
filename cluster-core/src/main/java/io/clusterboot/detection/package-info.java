/**
 * Failure detection: phi accrual, local health, pause guard, inquiries and the verdict.
 */
@NullMarked
package io.clusterboot.detection;

import org.jspecify.annotations.NullMarked;
