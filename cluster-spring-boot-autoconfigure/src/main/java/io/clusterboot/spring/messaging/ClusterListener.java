package io.clusterboot.spring.messaging;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a bean as the handler of messages that members send to this one.
 * <p>
 * One parameter is the payload. Others may be the sender
 * ({@link io.clusterboot.api.NodeId NodeId}), a header
 * ({@link ClusterHeader @ClusterHeader}) or the whole
 * {@link io.clusterboot.messaging.IncomingMessage IncomingMessage}. What the method
 * returns, or the future that it returns completes with, is the answer to an ask; what it
 * throws reaches the one who asked. Several methods may have the same name if the types
 * of their payloads differ.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ClusterListener {

	/**
	 * The name of the handler; may have placeholders.
	 * @return the name
	 */
	String value();

	/**
	 * How many messages are handled at the same time; may be a placeholder. With 1 they
	 * are handled in the order in which each sender sent them. Of several methods of the
	 * same name the highest one counts.
	 * @return a number, or empty for that of
	 * {@code cluster.messaging.listener.concurrency}
	 */
	String concurrency() default "";

}
