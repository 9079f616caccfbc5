package org.parkingrelay.rehearsal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData.MemberResponse;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponsePartition;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * What the broker of a rehearsal says of consumer groups: it coordinates all, the one member of each is its leader, and nothing was
 * committed before.
 */
final class GroupAnswers {

    private static final String MEMBER = "member";
    private static final int GENERATION = 1;
    private static final long NONE_COMMITTED = -1;

    private final Node self;
    private final Map<ApiKeys, Function<ApiMessage, ApiMessage>> answers = new EnumMap<>(ApiKeys.class);

    GroupAnswers(Node self) {
        this.self = self;
        answers.put(ApiKeys.FIND_COORDINATOR, request -> coordinators((FindCoordinatorRequestData) request));
        answers.put(ApiKeys.JOIN_GROUP, request -> joined((JoinGroupRequestData) request));
        answers.put(ApiKeys.SYNC_GROUP, request -> synced((SyncGroupRequestData) request));
        answers.put(ApiKeys.HEARTBEAT, request -> new HeartbeatResponseData());
        answers.put(ApiKeys.LEAVE_GROUP, request -> left((LeaveGroupRequestData) request));
        answers.put(ApiKeys.OFFSET_COMMIT, request -> committed((OffsetCommitRequestData) request));
        answers.put(ApiKeys.OFFSET_FETCH, request -> offsets((OffsetFetchRequestData) request));
        answers.put(ApiKeys.CONSUMER_GROUP_DESCRIBE, request -> described((ConsumerGroupDescribeRequestData) request));
        answers.put(ApiKeys.DESCRIBE_GROUPS, request -> described((DescribeGroupsRequestData) request));
    }

    Map<ApiKeys, Function<ApiMessage, ApiMessage>> all() {
        return answers;
    }

    private ApiMessage coordinators(FindCoordinatorRequestData request) {
        return new FindCoordinatorResponseData()
                .setCoordinators(request.coordinatorKeys().stream()
                        .map(key -> new Coordinator()
                                .setKey(key)
                                .setNodeId(self.id())
                                .setHost(self.host())
                                .setPort(self.port()))
                        .toList());
    }

    /** With the first of the protocols that the member offers, which is the one that it likes best. */
    private static ApiMessage joined(JoinGroupRequestData request) {
        JoinGroupRequestProtocol protocol = request.protocols().iterator().next();
        return new JoinGroupResponseData()
                .setGenerationId(GENERATION)
                .setProtocolType(request.protocolType())
                .setProtocolName(protocol.name())
                .setLeader(MEMBER)
                .setMemberId(MEMBER)
                .setMembers(List.of(
                        new JoinGroupResponseMember().setMemberId(MEMBER).setMetadata(protocol.metadata())));
    }

    /** As its leader the member has assigned itself all that there is. */
    private static ApiMessage synced(SyncGroupRequestData request) {
        return new SyncGroupResponseData()
                .setProtocolType(request.protocolType())
                .setProtocolName(request.protocolName())
                .setAssignment(request.assignments().get(0).assignment());
    }

    private static ApiMessage left(LeaveGroupRequestData request) {
        return new LeaveGroupResponseData()
                .setMembers(request.members().stream()
                        .map(member -> new MemberResponse().setMemberId(member.memberId()))
                        .toList());
    }

    private static ApiMessage committed(OffsetCommitRequestData request) {
        return new OffsetCommitResponseData()
                .setTopics(request.topics().stream()
                        .map(topic -> new OffsetCommitResponseTopic()
                                .setName(topic.name())
                                .setTopicId(topic.topicId())
                                .setPartitions(topic.partitions().stream()
                                        .map(partition -> new OffsetCommitResponsePartition()
                                                .setPartitionIndex(partition.partitionIndex()))
                                        .toList()))
                        .toList());
    }

    private static ApiMessage offsets(OffsetFetchRequestData request) {
        return new OffsetFetchResponseData()
                .setGroups(request.groups().stream()
                        .map(group -> new OffsetFetchResponseGroup()
                                .setGroupId(group.groupId())
                                .setTopics(group.topics().stream()
                                        .map(GroupAnswers::offsets)
                                        .toList()))
                        .toList());
    }

    private static OffsetFetchResponseTopics offsets(OffsetFetchRequestTopics asked) {
        return new OffsetFetchResponseTopics()
                .setName(asked.name())
                .setTopicId(asked.topicId())
                .setPartitions(asked.partitionIndexes().stream()
                        .map(partition -> new OffsetFetchResponsePartitions()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(NONE_COMMITTED))
                        .toList());
    }

    /** It is no group of the newer protocol, so the client asks for one of the older. */
    private static ApiMessage described(ConsumerGroupDescribeRequestData request) {
        return new ConsumerGroupDescribeResponseData()
                .setGroups(request.groupIds().stream()
                        .map(group -> new ConsumerGroupDescribeResponseData.DescribedGroup()
                                .setGroupId(group)
                                .setErrorCode(Errors.GROUP_ID_NOT_FOUND.code()))
                        .toList());
    }

    private static ApiMessage described(DescribeGroupsRequestData request) {
        return new DescribeGroupsResponseData()
                .setGroups(request.groups().stream()
                        .map(group -> new DescribeGroupsResponseData.DescribedGroup()
                                .setGroupId(group)
                                .setGroupState(GroupState.STABLE.toString())
                                .setProtocolType(ConsumerProtocol.PROTOCOL_TYPE))
                        .toList());
    }
}
