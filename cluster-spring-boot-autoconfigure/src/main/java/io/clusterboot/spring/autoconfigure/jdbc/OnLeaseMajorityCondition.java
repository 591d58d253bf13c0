package io.clusterboot.spring.autoconfigure.jdbc;

import io.clusterboot.api.DowningMode;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when the downing strategy is lease-majority, however that is written.
 */
class OnLeaseMajorityCondition extends SpringBootCondition {

	private static final String STRATEGY = "cluster.downing.strategy";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Lease Majority");
		try {
			DowningMode strategy = Binder.get(context.getEnvironment())
				.bind(STRATEGY, DowningMode.class)
				.orElse(DowningMode.KEEP_MAJORITY);
			return (strategy == DowningMode.LEASE_MAJORITY) ? ConditionOutcome.match(message.because(STRATEGY))
					: ConditionOutcome.noMatch(message.because("the strategy is " + strategy.text()));
		}
		catch (BindException ex) {
			// The properties as a whole will say so.
			return ConditionOutcome.noMatch(message.because(STRATEGY + " is none of the strategies"));
		}
	}

}
