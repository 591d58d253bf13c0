package io.clusterboot.spring.autoconfigure.actuate;

import io.clusterboot.api.NoSuchMemberException;
import io.clusterboot.spring.autoconfigure.actuate.ClusterEndpointWebExtension.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link ClusterEndpoint}:
 * answers commands with 204, or with 400 or 404 and a message that says why.
 */
@EndpointWebExtension(endpoint = ClusterEndpoint.class)
public class ClusterEndpointWebExtension {

	private final ClusterEndpoint delegate;

	/**
	 * Create a new extension.
	 * @param delegate the endpoint
	 */
	public ClusterEndpointWebExtension(ClusterEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Let a member leave, or declare it dead.
	 * @param address the member's address, as host:port
	 * @param operation {@code leave} or {@code down}
	 * @return nothing, or why it was not done
	 */
	@WriteOperation
	public WebEndpointResponse<Problem> change(@Selector String address, String operation) {
		try {
			this.delegate.change(address, operation);
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
		}
		catch (NoSuchMemberException ex) {
			return new WebEndpointResponse<>(new Problem(ex.getMessage()), WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(new Problem(ex.getMessage() + ": " + ex.getReason()),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

	/**
	 * Why a command was not carried out, primarily intended for serialization to JSON.
	 *
	 * @param message the reason, in words
	 */
	public record Problem(@Nullable String message) implements OperationResponseBody {

	}

}
