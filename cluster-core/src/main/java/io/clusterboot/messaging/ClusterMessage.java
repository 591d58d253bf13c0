package io.clusterboot.messaging;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a payload's type the name that it has on the wire. Without it that is the simple
 * name of the class. A name must mean the same on all nodes, and be one of a kind among
 * the types that one handler takes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ClusterMessage {

	/**
	 * The name.
	 * @return 1 to 255 characters
	 */
	String value();

}
