package org.parkingrelay.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;

/** A consumer whose first polls fail after they have read something. */
final class RefusingConsumer {

    private RefusingConsumer() {}

    @SuppressWarnings("unchecked") // A proxy has the interface that it is made with.
    static Consumer<byte[], byte[]> refusing(Consumer<byte[], byte[]> consumer, int times, RuntimeException failure) {
        AtomicInteger left = new AtomicInteger(times);
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                RefusingConsumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(consumer, arguments);
                        if (method.getName().equals("poll") && left.getAndDecrement() > 0) {
                            throw failure;
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
