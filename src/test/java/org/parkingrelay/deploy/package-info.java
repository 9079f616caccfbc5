/** What {@code k8s} renders to, held against the models of Kubernetes, Strimzi and KEDA and against what the relay knows. */
package org.parkingrelay.deploy;
