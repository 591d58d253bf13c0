package io.clusterboot.spring.messaging;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of a {@link ClusterListener @ClusterListener} method as a header of
 * the message: a {@code String}, null if the message has none of that name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ClusterHeader {

	/**
	 * The name of the header.
	 * @return the name
	 */
	String value();

}
