package io.clusterboot.spring.autoconfigure;

import io.clusterboot.api.ClusterSettings;

/**
 * Callback interface for beans that change the {@link ClusterSettings} after the
 * properties have been applied, for example to add metadata that is known only at run
 * time.
 */
@FunctionalInterface
public interface ClusterSettingsCustomizer {

	/**
	 * Customize the settings.
	 * @param settings the settings to customize
	 */
	void customize(ClusterSettings.Builder settings);

}
