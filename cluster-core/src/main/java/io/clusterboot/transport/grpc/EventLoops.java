package io.clusterboot.transport.grpc;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/**
 * The threads that move bytes: one small group for all nodes of this JVM, as long as
 * there is one. Not grpc's shared group, where an application's own handlers could keep
 * probes waiting.
 */
final class EventLoops {

	/** Looks up host names: that blocks, so it has threads of its own while it lasts. */
	static final Executor LOOKUPS = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>(), new ThreadFactory("cluster-dns"));

	private static @Nullable EventLoopGroup group;

	private static int users;

	private EventLoops() {
	}

	/**
	 * Starts to use the group.
	 * @return the group
	 */
	static synchronized EventLoopGroup acquire() {
		users++;
		if (group == null) {
			int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
			group = new MultiThreadIoEventLoopGroup(threads, new ThreadFactory("cluster-net"),
					NioIoHandler.newFactory());
		}
		return group;
	}

	/**
	 * Stops to use the group; the last one ends its threads.
	 */
	static synchronized void release() {
		users--;
		if (users == 0 && group != null) {
			group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
			group = null;
		}
	}

	/**
	 * Whether the current thread was started here.
	 * @return true if it is
	 */
	static boolean isCurrent() {
		return Thread.currentThread() instanceof LoopThread;
	}

	/** Makes daemon threads that can be told from others. */
	private static final class ThreadFactory extends DefaultThreadFactory {

		ThreadFactory(String name) {
			super(name, true);
		}

		@Override
		protected Thread newThread(Runnable task, String name) {
			return new LoopThread(task, name);
		}

	}

	/** A thread that was started here. */
	private static final class LoopThread extends FastThreadLocalThread {

		LoopThread(Runnable task, String name) {
			super(task, name);
		}

	}

}
