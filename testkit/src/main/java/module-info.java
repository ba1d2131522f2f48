/**
 * Checks the contract on anyone's strategy: implement {@link dev.inturn.testkit.OrderingStrategyContract} in a test.
 */
module dev.inturn.testkit {
    requires transitive dev.inturn.core;
    requires java.management;
    requires transitive net.jqwik.api;
    requires static transitive org.jspecify;

    exports dev.inturn.testkit;

    // The properties are methods of interfaces that are not public; jqwik calls them by reflection.
    opens dev.inturn.testkit;
}
