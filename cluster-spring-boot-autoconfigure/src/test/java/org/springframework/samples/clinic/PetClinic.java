package org.springframework.samples.clinic;

import io.clusterboot.spring.messaging.ClusterListener;

import org.springframework.stereotype.Component;

/**
 * A component of an application that lives in a package of Spring, as its samples do.
 */
@Component
public class PetClinic {

	@ClusterListener("pets")
	String look(String name) {
		return name + " is well";
	}

}
