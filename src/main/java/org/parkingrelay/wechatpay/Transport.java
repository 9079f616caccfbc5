package org.parkingrelay.wechatpay;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/** Carries one signed request over the network; the seam between the protocol and the HTTP client. */
interface Transport {

    /** A request that is ready to go. */
    final class SignedRequest {
        private final Endpoint endpoint;
        private final String authorization;
        private final String platformKeyId;
        private final byte[] body;

        /**
         * Keeps a request.
         *
         * @param authorization the header that was made for exactly this endpoint and body
         * @param platformKeyId asks WeChat Pay to sign its response with this key; empty to let it choose
         * @param body the very bytes that were signed
         */
        SignedRequest(Endpoint endpoint, String authorization, String platformKeyId, byte[] body) {
            this.endpoint = endpoint;
            this.authorization = authorization;
            this.platformKeyId = platformKeyId;
            this.body = body;
        }

        Endpoint endpoint() {
            return endpoint;
        }

        String authorization() {
            return authorization;
        }

        String platformKeyId() {
            return platformKeyId;
        }

        byte[] body() {
            return body;
        }
    }

    /**
     * Sends a request.
     *
     * @param host scheme and authority
     * @return the response whatever its status, or the failure of a call that was not answered in time
     */
    CompletionStage<RawResponse> send(URI host, SignedRequest request);
}
