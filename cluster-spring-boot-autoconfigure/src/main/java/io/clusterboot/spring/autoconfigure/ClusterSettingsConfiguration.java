package io.clusterboot.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.api.InvalidAddressException;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.LeaseSettings;
import io.clusterboot.api.NodeAddress;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Turns {@link ClusterProperties} into {@link ClusterSettings}.
 */
@Configuration(proxyBeanMethods = false)
class ClusterSettingsConfiguration {

	private static final String LOOPBACK = "127.0.0.1";

	@Bean
	@ConfigurationPropertiesBinding
	static NodeAddressConverter clusterNodeAddressConverter() {
		return new NodeAddressConverter();
	}

	@Bean
	@ConditionalOnMissingBean
	ClusterSettings clusterSettings(ClusterProperties properties, Environment environment,
			ObjectProvider<ClusterSettingsCustomizer> customizers) {
		ClusterSettings.Builder builder = ClusterSettings.builder();
		builder.name(name(properties, environment));
		builder.address(address(properties));
		builder.roles(properties.roles());
		builder.metadata(properties.metadata());
		builder.minMembers(properties.minMembers());
		builder.minMembersByRole(minMembersByRole(properties));
		builder.leaderAgreement(properties.leaderAgreement());
		builder.weaklyUpAfter(properties.weaklyUpAfter());
		builder.shutdownTimeout(properties.shutdownTimeout());
		builder.join(new JoinSettings(properties.seedNodes(), properties.formationTimeout(), properties.joinTimeout(),
				properties.onRemoved(), properties.onForeignCluster()));
		builder.failureDetector(failureDetector(properties.failureDetector()));
		builder.downing(downing(properties.downing()));
		PropertyMapper map = PropertyMapper.get();
		map.from(properties.bindHost()).whenHasText().to(builder::bindHost);
		map.from(properties.appVersion())
			.orFrom(() -> environment.getProperty("spring.application.version"))
			.to(builder::appVersion);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private String name(ClusterProperties properties, Environment environment) {
		if (properties.name() != null) {
			return properties.name();
		}
		String applicationName = environment.getProperty("spring.application.name");
		return StringUtils.hasText(applicationName) ? applicationName : "cluster";
	}

	private NodeAddress address(ClusterProperties properties) {
		int port = properties.port();
		if (port < 0 || port > 65535) {
			throw new InvalidSettingException("cluster.port",
					port + " is out of range, it must be between 0 and 65535");
		}
		String host = host(properties);
		try {
			return new NodeAddress(host, port);
		}
		catch (InvalidAddressException ex) {
			throw new InvalidSettingException("cluster.host", "'" + host + "' is not a host name or an IP address");
		}
	}

	private String host(ClusterProperties properties) {
		if (StringUtils.hasText(properties.host())) {
			return properties.host();
		}
		if (properties.ssl().isActive() || properties.security().insecure()) {
			String siteAddress = SiteAddress.find();
			return (siteAddress != null) ? siteAddress : LOOPBACK;
		}
		return LOOPBACK;
	}

	private Map<String, Integer> minMembersByRole(ClusterProperties properties) {
		Map<String, Integer> minMembers = new LinkedHashMap<>();
		properties.role().forEach((name, role) -> minMembers.put(name, role.minMembers()));
		return minMembers;
	}

	private FailureDetectorSettings failureDetector(ClusterProperties.FailureDetector properties) {
		return new FailureDetectorSettings(properties.heartbeatInterval(), properties.threshold(),
				properties.acceptablePause(), properties.minDeviation(), properties.observers(),
				properties.reachability(), properties.localHealth());
	}

	private DowningSettings downing(ClusterProperties.Downing properties) {
		Integer quorumSize = properties.staticQuorum().quorumSize();
		ClusterProperties.Downing.KeepReferee referee = properties.keepReferee();
		ClusterProperties.Downing.LeaseMajority lease = properties.leaseMajority();
		return DowningSettings.builder()
			.strategy(properties.strategy())
			.role(properties.role())
			.stableAfter(properties.stableAfter())
			.crashStableAfter(properties.crashStableAfter())
			.downAllWhenUnstable(properties.downAllWhenUnstable())
			.downIndirectlyConnected(properties.downIndirectlyConnected())
			.quorumSize((quorumSize != null) ? quorumSize : 0)
			.downIfAlone(properties.keepOldest().downIfAlone())
			.referee(new DowningSettings.Referee(referee.address(), referee.downAllIfLessThan()))
			.lease(new LeaseSettings(lease.acquireLeaseDelayForMinority(), lease.validity(), lease.timeout()))
			.build();
	}

}
