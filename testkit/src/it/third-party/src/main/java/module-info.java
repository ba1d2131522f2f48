module org.example.strategy {
    requires dev.inturn.core;

    provides dev.inturn.spi.OrderingStrategy with
            org.example.SimpleStrategy;
}
