package org.parkingrelay.wechatpay;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/** Carries one signed request over the network; the seam between the protocol and the HTTP client. */
interface Transport {

    /**
     * Posts a report.
     *
     * @param host scheme and authority
     * @param authorization the header that was made for exactly this body
     * @param platformKeyId asks WeChat Pay to sign its response with this key
     * @param body the bytes that were signed
     * @return the response whatever its status, or the failure of a call that was not answered in time
     */
    CompletionStage<RawResponse> post(URI host, String authorization, String platformKeyId, byte[] body);
}
