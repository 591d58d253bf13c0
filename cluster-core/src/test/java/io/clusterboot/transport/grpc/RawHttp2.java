package io.clusterboot.transport.grpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.clusterboot.api.NodeAddress;

/**
 * A connection that speaks HTTP/2 frame by frame (RFC 9113), as badly as it likes.
 */
final class RawHttp2 implements AutoCloseable {

	static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int RESET = 3;

	static final int SETTINGS = 4;

	static final int PING = 6;

	static final int CONTINUATION = 9;

	static final int END_HEADERS = 4;

	private final Socket socket;

	private final OutputStream out;

	private RawHttp2(Socket socket) throws IOException {
		this.socket = socket;
		this.out = socket.getOutputStream();
	}

	/** Connects and says nothing. */
	static RawHttp2 connect(NodeAddress to) throws IOException {
		return new RawHttp2(new Socket(to.host(), to.port()));
	}

	/** Connects from another address of this machine. */
	static RawHttp2 connect(NodeAddress to, String from) throws IOException {
		Socket socket = new Socket();
		socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
		socket.connect(new InetSocketAddress(to.host(), to.port()));
		return new RawHttp2(socket);
	}

	/** Connects and begins as HTTP/2 wants it. */
	static RawHttp2 open(NodeAddress to) throws IOException {
		RawHttp2 connection = connect(to);
		connection.send(PREFACE);
		connection.send(frame(SETTINGS, 0, 0));
		return connection;
	}

	void send(byte[] bytes) throws IOException {
		this.out.write(bytes);
	}

	/** Sends the same again and again until the server ends the connection. */
	long flood(byte[] unit, long most) {
		long sent = 0;
		try {
			for (; sent < most; sent += unit.length) {
				this.out.write(unit);
			}
		}
		catch (IOException ex) {
			// what was to be seen
		}
		return sent;
	}

	/** Waits until the server ends the connection; what comes before is dropped. */
	void awaitEnd() throws IOException {
		this.socket.setSoTimeout(60_000);
		InputStream in = this.socket.getInputStream();
		byte[] dropped = new byte[4096];
		try {
			while (in.read(dropped) >= 0) {
				// go on
			}
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("The server does not end the connection", ex);
		}
		catch (IOException ex) {
			// reset: an end, too
		}
	}

	int read(byte[] into) throws IOException {
		return this.socket.getInputStream().read(into);
	}

	static byte[] frame(int type, int flags, int stream, byte... payload) {
		return ByteBuffer.allocate(9 + payload.length)
			.putShort((short) (payload.length >>> 8))
			.put((byte) payload.length)
			.put((byte) type)
			.put((byte) flags)
			.putInt(stream)
			.put(payload)
			.array();
	}

	/** The head of a link. */
	static byte[] link() {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		// RFC 7541: POST, http, then literals without indexing
		block.writeBytes(new byte[] { (byte) 0x83, (byte) 0x86, 0x04 });
		text(block, "/" + Methods.SERVICE + "/Link");
		block.write(0x01);
		text(block, "node");
		block.writeBytes(new byte[] { 0x0f, 0x10 });
		text(block, "application/grpc");
		block.write(0x00);
		text(block, "te");
		text(block, "trailers");
		return block.toByteArray();
	}

	/** A message as grpc frames it. */
	static byte[] message(byte[] content) {
		return ByteBuffer.allocate(5 + content.length).put((byte) 0).putInt(content.length).put(content).array();
	}

	static byte[] together(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	private static void text(ByteArrayOutputStream block, String text) {
		block.write(text.length());
		block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
