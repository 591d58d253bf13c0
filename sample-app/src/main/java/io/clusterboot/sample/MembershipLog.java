package io.clusterboot.sample;

import io.clusterboot.spring.event.LeaderChangedEvent;
import io.clusterboot.spring.event.MemberEvent;
import io.clusterboot.spring.event.ReachabilityEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class MembershipLog {
}
