package io.clusterboot.spring.messaging;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose methods run on some member of the cluster. It is injected like
 * any bean; the members that have a bean which implements it, and the role, serve it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ClusterClient {

	/**
	 * The name of the service on the wire.
	 * @return the name, by default the simple name of the interface
	 */
	String value() default "";

	/**
	 * The role of the members that serve it.
	 * @return the role, empty for all members
	 */
	String role() default "";

	/**
	 * How a member is chosen: a strategy as in {@code cluster.routers.*.strategy}, or the
	 * name of one of {@code cluster.routers}, whose settings are used then, but for the
	 * handler.
	 * @return the strategy or the name
	 */
	String router() default "round-robin";

	/**
	 * How long a call may take, as Boot writes durations.
	 * @return the timeout, empty for {@code cluster.messaging.ask-timeout}
	 */
	String timeout() default "";

	/**
	 * Whether a call whose member is lost is made again at another one.
	 * @return true if it does no harm to run it twice
	 */
	boolean idempotent() default false;

}
