package org.parkingrelay.rehearsal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.requests.ListOffsetsRequest;

/**
 * What the broker of a rehearsal says of its cluster, topics and records. It is the one broker, and leads the one partition of every topic
 * that anybody names. What is written it confirms and forgets.
 */
final class BrokerAnswers {

    private static final String CLUSTER = "rehearsal";
    private static final int PARTITION = 0;
    private static final int EPOCH = 0;

    private final Node self;
    private final Uuid topic;
    private final MemoryRecords records;
    private final long count;
    private final Map<String, Uuid> ids = new ConcurrentHashMap<>();
    private final Map<ApiKeys, Function<ApiMessage, ApiMessage>> answers = new EnumMap<>(ApiKeys.class);

    BrokerAnswers(Node self, String topic, byte[] key, List<byte[]> values) {
        this.self = self;
        this.topic = id(topic);
        this.records = MemoryRecords.withRecords(
                Compression.NONE,
                values.stream().map(value -> new SimpleRecord(key, value)).toArray(SimpleRecord[]::new));
        this.count = values.size();
        answers.put(ApiKeys.API_VERSIONS, request -> versions());
        answers.put(ApiKeys.METADATA, request -> metadata((MetadataRequestData) request));
        answers.put(ApiKeys.DESCRIBE_CLUSTER, request -> cluster());
        answers.put(ApiKeys.DESCRIBE_TOPIC_PARTITIONS, request -> topics((DescribeTopicPartitionsRequestData) request));
        answers.put(ApiKeys.INIT_PRODUCER_ID, request -> new InitProducerIdResponseData().setProducerId(1));
        answers.put(ApiKeys.PRODUCE, request -> produced((ProduceRequestData) request));
        answers.put(ApiKeys.LIST_OFFSETS, request -> offsets((ListOffsetsRequestData) request));
        answers.put(ApiKeys.FETCH, request -> fetched((FetchRequestData) request));
        answers.putAll(new GroupAnswers(self).all());
    }

    /**
     * The answer to a request.
     *
     * @throws IllegalStateException for what {@link #versions} does not offer, so no client asks it
     */
    ApiMessage to(ApiKeys api, ApiMessage request) {
        Function<ApiMessage, ApiMessage> answer = answers.get(api);
        if (answer == null) {
            throw new IllegalStateException("the broker of a rehearsal does not answer " + api);
        }
        return answer.apply(request);
    }

    private Uuid id(String name) {
        return ids.computeIfAbsent(name, unused -> Uuid.randomUuid());
    }

    private ApiMessage versions() {
        ApiVersionsResponseData data = new ApiVersionsResponseData();
        answers.keySet()
                .forEach(api -> data.apiKeys()
                        .add(new ApiVersion()
                                .setApiKey(api.id)
                                .setMinVersion(api.oldestVersion())
                                .setMaxVersion(api.latestVersion())));
        return data;
    }

    private ApiMessage metadata(MetadataRequestData request) {
        MetadataResponseData data =
                new MetadataResponseData().setClusterId(CLUSTER).setControllerId(self.id());
        data.brokers()
                .add(new MetadataResponseBroker()
                        .setNodeId(self.id())
                        .setHost(self.host())
                        .setPort(self.port()));
        if (request.topics() != null) {
            request.topics()
                    .forEach(asked -> data.topics()
                            .add(new MetadataResponseTopic()
                                    .setName(asked.name())
                                    .setTopicId(id(asked.name()))
                                    .setPartitions(List.of(new MetadataResponsePartition()
                                            .setPartitionIndex(PARTITION)
                                            .setLeaderId(self.id())
                                            .setLeaderEpoch(EPOCH)
                                            .setReplicaNodes(List.of(self.id()))
                                            .setIsrNodes(List.of(self.id()))))));
        }
        return data;
    }

    private ApiMessage cluster() {
        DescribeClusterResponseData data =
                new DescribeClusterResponseData().setClusterId(CLUSTER).setControllerId(self.id());
        data.brokers()
                .add(new DescribeClusterBroker()
                        .setBrokerId(self.id())
                        .setHost(self.host())
                        .setPort(self.port()));
        return data;
    }

    private ApiMessage topics(DescribeTopicPartitionsRequestData request) {
        DescribeTopicPartitionsResponseData data = new DescribeTopicPartitionsResponseData();
        request.topics()
                .forEach(asked -> data.topics()
                        .add(new DescribeTopicPartitionsResponseTopic()
                                .setName(asked.name())
                                .setTopicId(id(asked.name()))
                                .setPartitions(List.of(new DescribeTopicPartitionsResponsePartition()
                                        .setPartitionIndex(PARTITION)
                                        .setLeaderId(self.id())
                                        .setLeaderEpoch(EPOCH)
                                        .setReplicaNodes(List.of(self.id()))
                                        .setIsrNodes(List.of(self.id()))
                                        .setEligibleLeaderReplicas(List.of())
                                        .setLastKnownElr(List.of())))));
        return data;
    }

    private static ApiMessage produced(ProduceRequestData request) {
        ProduceResponseData data = new ProduceResponseData();
        request.topicData()
                .forEach(written -> data.responses()
                        .add(new TopicProduceResponse()
                                .setName(written.name())
                                .setTopicId(written.topicId())
                                .setPartitionResponses(List.of(new PartitionProduceResponse()
                                        .setIndex(PARTITION)
                                        .setBaseOffset(0)))));
        return data;
    }

    private ApiMessage offsets(ListOffsetsRequestData request) {
        ListOffsetsResponseData data = new ListOffsetsResponseData();
        request.topics()
                .forEach(asked -> data.topics()
                        .add(new ListOffsetsTopicResponse()
                                .setName(asked.name())
                                .setPartitions(asked.partitions().stream()
                                        .map(partition -> new ListOffsetsPartitionResponse()
                                                .setPartitionIndex(partition.partitionIndex())
                                                .setLeaderEpoch(EPOCH)
                                                .setOffset(
                                                        partition.timestamp() == ListOffsetsRequest.EARLIEST_TIMESTAMP
                                                                ? 0
                                                                : end(id(asked.name()))))
                                        .toList())));
        return data;
    }

    private long end(Uuid asked) {
        return asked.equals(topic) ? count : 0;
    }

    /** Where there is nothing new it waits as long as the client lets it, as Kafka does. */
    private ApiMessage fetched(FetchRequestData request) {
        FetchResponseData data = new FetchResponseData();
        boolean isEmpty = true;
        for (FetchRequestData.FetchTopic asked : request.topics()) {
            long end = end(asked.topicId());
            FetchableTopicResponse answer = new FetchableTopicResponse().setTopicId(asked.topicId());
            for (FetchRequestData.FetchPartition partition : asked.partitions()) {
                boolean hasNew = partition.fetchOffset() < end;
                isEmpty &= !hasNew;
                answer.partitions()
                        .add(new PartitionData()
                                .setPartitionIndex(partition.partition())
                                .setHighWatermark(end)
                                .setLastStableOffset(end)
                                .setLogStartOffset(0)
                                .setRecords(hasNew ? records : MemoryRecords.EMPTY));
            }
            data.responses().add(answer);
        }
        if (isEmpty) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(request.maxWaitMs()));
        }
        return data;
    }
}
