/**
 * Nothing is lost and the newest state wins, whatever breaks: relays, broker and store as processes of their own are killed,
 * stopped and paused by a plan drawn from a seed, while WeChat Pay's stand-in fails; then the evidence is judged.
 */
package org.parkingrelay.faults;
