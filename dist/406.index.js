"use strict";export const id=406,ids=[406],modules={3406:((_,R,r)=>{r.d(R,{policiesOf:()=>W});var y=r(5073),j=r(6588),A=r(8815);const $="ecr-publish",w=e=>JSON.stringify(e,null,2);function k({name:e,path:t,maxSessionDuration:o,trust:s,identity:n}){const i={AWSTemplateFormatVersion:"2010-09-09",Resources:{Role:{Type:"AWS::IAM::Role",Properties:{RoleName:e,...t!=="/"&&{Path:t},...o&&{MaxSessionDuration:o},AssumeRolePolicyDocument:s,Policies:[{PolicyName:$,PolicyDocument:n}]}}}};return(0,A.As)(i,{version:"1.1",lineWidth:0}).trimEnd()}function O({name:e,path:t,maxSessionDuration:o,trust:s,identity:n}){return`resource "aws_iam_role" "${h(e)}" {
  name = ${m(e)}
${t==="/"?"":`
  path = ${m(t)}
`}${o?`
  max_session_duration = ${o}
`:""}
  assume_role_policy = ${v(s)}
}

resource "aws_iam_role_policy" "${h(e)}" {
  name = "${$}"
  role = aws_iam_role.${h(e)}.id

  policy = ${v(n)}
}`}const h=e=>e.replace(/^(?=\d)|\W/g,"_"),m=e=>JSON.stringify(e,null,2).replace(/[$%](?=\{)/g,"$&$&"),v=e=>`jsonencode(${m(e).replaceAll(`
`,`
  `).replace(/^( +"[^"]*"):/gm,"$1 :")})`;var a=r(5626),I=r(7210),c=r(5767);const p="/pull-requests",d="-pull-requests",q=64;function S(e){const{aws:t,repository:o}=e,s=t.roles.length>0?t.roles:[(0,a.c$)(t.region)];return{...e,aws:{...t,roles:s.map(n=>g(d,n))},repository:{...o,name:g(p,o.name),...o.cache&&{cache:o.cache.replace(`${p}/cache`,"/cache")}}}}function b({aws:e,repository:t,...o}){const s=`${t.name}${p}`;return{...o,aws:{...e,roles:e.roles.map(L)},repository:{name:s,mode:t.mode==="off"?"off":"verify",template:!1,force:!1,...t.cache&&{cache:`${s}/cache`}}}}function T(e,t,o){const s=(0,a.ZI)(b(e),t,(0,c.iM)(o));return s.map((n,i)=>i===s.length-1?C(n,e):n)}function C(e,{aws:t,repository:{name:o,cache:s}}){const n=(0,a.$t)(t.roles.at(-1)??"",t.region),i={Effect:"Allow",Action:[...s?["ecr:DescribeRepositories"]:[],"ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],Resource:[o,...s?[s]:[]].map(l=>(0,I.qM)(l,n))};return{...e,identity:{...e.identity,Statement:[...e.identity.Statement,i]}}}const L=e=>e.replace(/[^/]+$/,t=>`${t.slice(0,q-d.length)}${d}`),g=(e,t)=>t.endsWith(e)?t.slice(0,-e.length):t;async function W(e,t,o){const s=await(0,j.uw)(o,e.aws.audience).then(y.Ip,()=>{});return E(e,t,{event:o.event,claims:s,triggers:e.printPolicies||[]})}function E(e,t,o){const s=S(e),n=(0,c.eP)(o).map(({kind:f})=>f),i=n.length===0||n.some(f=>f!=="pull_request"),l=e.place?.kind!=="ecr-public"&&(n.length===0||n.includes("pull_request")),P=[...i?(0,a.ZI)(s,t,o):[],...l?T(s,t,o):[]];return[...e.place?.kind==="ecr-public"&&n.includes("pull_request")?[M]:[],...G(P,o),...l?[J(s)]:[],...P.map(N)].join(`

`)}const M="Pull requests get no role for ECR Public: whatever they push there, everybody sees. Publish them to a private repository.";function G(e,t){const{claims:o,event:s}=t,n=o?void 0:(0,y.LP)(s);return[...(0,c.r0)(t)?["Warning: this is the run of a pull request, so the publisher's trust policy below holds its subject, which every pull request of the repository has: each of them could publish. Do not use that trust policy. Print it from a push to the branch that publishes."]:[],...e.some(({account:i})=>i===a.vJ)?[`${a.vJ} stands for the account: set role-to-assume to the role that is to be made, and it is named.`]:[],...(0,c.eP)(t).some(({kind:i})=>i==="environment")?["A job that names an environment has its subject whatever caused the run, a pull request, too: say in the environment's settings which branches and tags may use it."]:[],...(0,c.eP)(t).length>0&&!(0,c.q_)(t)?[`Warning: the subjects of this repository have a form of their own, such as \`${o?.sub.replaceAll("`","")}\`, and those below are in GitHub's: write them in that form before you use them.`]:[],...o||(0,c.eP)(t).length>0?[]:["The job has no id-token, so its subject is worked out from the event. If the job names an environment, give it `id-token: write`: then the subject is what GitHub says."],...n?[`Without an id-token the issuer is taken for GitHub's own. If your enterprise gives its tokens one of their own (include_enterprise_slug), it is ${n}: give the job \`id-token: write\`, and the policies name what its tokens do.`]:[]]}function J(e){const{aws:t,repository:o}=b(e),s=(i,l)=>`\${{ github.event_name == 'pull_request' && '${i}' || '${l}' }}`;return`Pull requests have a role and a repository of their own, since whoever may push to a repository can forge what is reused from it. Make ${[o.name,...o.cache?[o.cache]:[]].map(i=>`\`${i}\``).join(" and ")} once: their role may not. A workflow for both says

\`\`\`yaml
role-to-assume: ${s(t.roles.join(","),e.aws.roles.join(","))}
repository: ${s(o.name,e.repository.name)}
\`\`\``}const N=e=>[`## Role ${e.name} of account ${e.account}`,u("Trust policy","json",w(e.trust)),u("Identity policy","json",w(e.identity)),u("CloudFormation","yaml",k(e)),u("Terraform","hcl",O(e))].join(`

`),u=(e,t,o)=>`### ${e}

\`\`\`${t}
${o}
\`\`\``})};
