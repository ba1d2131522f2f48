package dev.inturn.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Property;

/** A property of scenarios. Its edge cases would be too many to leave room for anything else. */
@Property(tries = Load.WALKS, edgeCases = EdgeCasesMode.NONE)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Walks {}
